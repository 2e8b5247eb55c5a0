/// The ARN of a state machine, of one of its versions or aliases, or of one of its distributed maps.
///
/// `arn:aws:states:REGION:ACCOUNT:stateMachine:NAME[/LABEL][:VERSION|:ALIAS]`
package struct StateMachineARN: Hashable, Sendable {
    /// Which of a state machine's definitions is meant.
    package enum Qualifier: Hashable, Sendable {
        case version(Int)
        case alias(String)

        /// How it is written.
        package var text: String {
            switch self {
            case .version(let number): String(number)
            case .alias(let name): name
            }
        }
    }

    package let home: ARNHome
    package let name: StatesName
    /// The map whose items run as executions of their own; nil of the machine itself.
    package let label: String?
    /// nil: the machine as it is now.
    package let qualifier: Qualifier?

    package init(home: ARNHome, name: StatesName, label: String? = nil, qualifier: Qualifier? = nil) {
        self.home = home
        self.name = name
        self.label = label
        self.qualifier = qualifier
    }

    /// Reads an ARN.
    ///
    /// - Throws: ``NameError/invalidARN(_:)``.
    package init(_ text: String) throws(NameError) {
        let fields = try ARNFields(text, types: ["stateMachine"])
        guard (1...2).contains(fields.parts.count) else { throw fields.invalid }
        let (name, label) = try fields.labelledName(0)
        try self.init(
            home: fields.home, name: name, label: label,
            qualifier: fields.parts.count == 2 ? Self.qualifier(fields.parts[1], of: fields) : nil)
    }

    private static func qualifier(_ text: String, of fields: ARNFields) throws(NameError) -> Qualifier {
        if let number = Int(text), number > 0, String(number) == text { return .version(number) }
        guard let alias = AliasName(text) else { throw fields.invalid }
        return .alias(alias.text)
    }

    /// The same machine as it is now.
    package var unqualified: StateMachineARN { StateMachineARN(home: home, name: name, label: label) }

    /// The same machine in a version or by an alias.
    package func qualified(by qualifier: Qualifier) -> StateMachineARN {
        StateMachineARN(home: home, name: name, label: label, qualifier: qualifier)
    }
}

extension StateMachineARN: CustomStringConvertible {
    package var description: String {
        let labelled = label.map { "\(name)/\($0)" } ?? name.text
        return home.arn("stateMachine:\(labelled)" + (qualifier.map { ":\($0.text)" } ?? ""))
    }
}
