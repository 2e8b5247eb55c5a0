import Glibc

/// Who sees which variant of an experiment: decided by a hash of the unit, so that nothing has to be remembered.
package struct ExperimentPlan: Hashable, Sendable {
    /// A variant, and how much of the experiment it gets.
    package struct Variant: Hashable, Sendable {
        package let name: String
        /// At least 0; what counts is its share of the sum of all.
        package let weight: Double

        package init(name: String, weight: Double) {
            self.name = name
            self.weight = weight
        }
    }

    /// What is hashed with the unit, so that experiments do not divide people alike.
    package let salt: String
    /// Experiments of one layer divide the same line from 0 to 1 among them: whose slices do not overlap have nobody in common.
    package let layer: String
    /// Where the slice of the layer begins.
    package let sliceBegin: Double
    /// How much of the layer takes part: the slice begins at ``sliceBegin``, and ends with the layer at the latest.
    package let sliceShare: Double
    package let variants: [Variant]

    /// - Throws: ``ScienceError`` unless there is a variant that has a weight, and all numbers are shares or weights.
    package init(
        salt: String, layer: String, sliceBegin: Double = 0, sliceShare: Double = 1, variants: [Variant]
    ) throws(ScienceError) {
        guard variants.contains(where: { $0.weight > 0 }), variants.allSatisfy({ $0.weight >= 0 && $0.weight.isFinite })
        else { throw .invalidSetting(name: "weights", reason: "must be at least 0, and one of them more") }
        guard (0..<1).contains(sliceBegin), sliceShare > 0, sliceBegin + sliceShare <= 1 + 1e-9 else {
            throw .invalidSetting(name: "the slice", reason: "must lie between 0 and 1")
        }
        self.salt = salt
        self.layer = layer
        self.sliceBegin = sliceBegin
        self.sliceShare = sliceShare
        self.variants = variants
    }

    /// The position of a unit's variant; nil for a unit that does not take part.
    ///
    /// Of all variants the one wins for which −w / ln u is greatest, u a hash of its own (weighted rendezvous hashing; Schindelhauer
    /// and Schomaker, "Weighted distributed hash tables", SPAA 2005). A variant wins with exactly its share of the weights, and
    /// who is moved by other weights is moved to a variant that gained: no more are than have to be.
    package func variant(of unit: String) -> Int? {
        let place = UnitHash.share(of: unit, salt: "layer/\(layer)")
        guard place >= sliceBegin, place < sliceBegin + sliceShare else { return nil }
        var best: (variant: Int, score: Double)?
        for (number, variant) in variants.enumerated() where variant.weight > 0 {
            let drawn = max(UnitHash.share(of: unit, salt: "\(salt)/\(variant.name)"), 0x1p-54)
            let score = -variant.weight / log(drawn)
            if score > best?.score ?? -1 { best = (number, score) }
        }
        return best?.variant
    }

    /// How probable a variant is for a unit that takes part.
    package func probability(of variant: Int) -> Double {
        variants[variant].weight / variants.reduce(0) { $0 + $1.weight }
    }

    /// Whether nobody takes part in both.
    package func excludes(_ other: ExperimentPlan) -> Bool {
        layer == other.layer
            && (sliceBegin + sliceShare <= other.sliceBegin + 1e-9
                || other.sliceBegin + other.sliceShare <= sliceBegin + 1e-9)
    }
}
