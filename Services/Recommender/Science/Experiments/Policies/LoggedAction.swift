/// Something that was done at random, and what came of it.
package struct LoggedAction: Hashable, Sendable {
    /// Whose it was: what belongs to one unit depends on each other.
    package let unit: Int
    /// The position of the action among all that there are.
    package let action: Int
    /// How probable the action was when it was chosen, more than 0.
    package let propensity: Double
    /// What it brought, such as 1 for a click.
    package let reward: Double

    package init(unit: Int, action: Int, propensity: Double, reward: Double) {
        self.unit = unit
        self.action = action
        self.propensity = propensity
        self.reward = reward
    }
}
