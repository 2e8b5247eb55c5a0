/// The ways out of a Choice state.
struct ChoiceFields: Sendable {
    let choices: [ChoiceWay]
    let defaultNext: String?
}
