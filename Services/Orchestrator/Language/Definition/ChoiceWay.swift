/// One way out of a Choice state: the first whose condition holds is taken.
struct ChoiceWay: Sendable {
    let condition: ChoiceCriterion
    let next: String
    let assign: ValueTemplate?
    /// `Output`, in JSONata mode.
    let output: JSONataTemplate?
}
