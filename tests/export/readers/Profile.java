import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyManager;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

/** An ontology file -> its violations of the OWL 2 DL profile, a line each, then how many axioms were read. */
public class Profile {
  public static void main(String[] arguments) throws Exception {
    OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
    OWLOntology ontology = manager.loadOntologyFromOntologyDocument(new File(arguments[0]));
    for (OWLProfileViolation violation : new OWL2DLProfile().checkOntology(ontology).getViolations()) {
      System.out.println(violation);
    }
    System.out.println("axioms " + ontology.getAxiomCount());
  }
}
