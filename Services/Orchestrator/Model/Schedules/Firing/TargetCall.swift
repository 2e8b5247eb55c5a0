/// One attempt to call the target of a schedule.
struct TargetCall: Hashable, Sendable {
    /// The token by which the target knows a repeat: the same for every attempt of one run.
    let firing: FiringID
    let target: TargetDefinition
    let attributes: ContextAttributes
    /// What is handed over, with its attributes filled in.
    let input: String

    init(firing: FiringID, target: TargetDefinition, attributes: ContextAttributes, in place: ARNScope) {
        self.firing = firing
        self.target = target
        self.attributes = attributes
        input = target.input.map(attributes.filled) ?? attributes.notification(in: place)
    }
}
