"use strict";
// Ctrl+Enter asks; without this script the button does.
document.getElementById("editor")?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) document.getElementById("ask").requestSubmit();
});
