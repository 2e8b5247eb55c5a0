/// What the units of one variant did, in sums: all that comparisons need, so that no unit is looked at again.
package struct UnitTotals: Hashable, Sendable {
    /// How many units there are.
    package var units: Double = 0
    /// How many of them have an outcome.
    package var convertedUnits: Double = 0
    /// Exposures of all units, n.
    package var exposures: Double = 0
    /// Exposures with an outcome, c.
    package var outcomes: Double = 0
    /// The sum of n² over units.
    package var exposureSquares: Double = 0
    /// The sum of c² over units.
    package var outcomeSquares: Double = 0
    /// The sum of n · c over units.
    package var products: Double = 0

    package init() {}

    /// Takes a unit.
    ///
    /// - Parameters:
    ///   - exposures: How often it was shown something.
    ///   - outcomes: How many of these had an outcome.
    package mutating func add(exposures: Double, outcomes: Double) {
        units += 1
        convertedUnits += outcomes > 0 ? 1 : 0
        self.exposures += exposures
        self.outcomes += outcomes
        exposureSquares += exposures * exposures
        outcomeSquares += outcomes * outcomes
        products += exposures * outcomes
    }

    /// The share of units that have an outcome.
    package var conversion: Double { units > 0 ? convertedUnits / units : 0 }
    /// The share of exposures that have an outcome.
    package var rate: Double { exposures > 0 ? outcomes / exposures : 0 }
    /// Outcomes of a unit, on average.
    package var perUnit: Double { units > 0 ? outcomes / units : 0 }
}
