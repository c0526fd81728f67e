"""What all rules of `kg.relate` share: names and sentences of an article, its dates, sums and trigger words."""
