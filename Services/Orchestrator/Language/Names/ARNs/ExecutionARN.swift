/// The ARN of an execution of a standard state machine, or of an item of one of its map runs.
///
/// `arn:aws:states:REGION:ACCOUNT:execution:MACHINE[/LABEL]:NAME`
package struct ExecutionARN: Hashable, Sendable {
    package let home: ARNHome
    package let machine: StatesName
    /// The map on whose item the execution works; nil of an execution that was started by itself.
    package let label: String?
    package let name: StatesName

    package init(home: ARNHome, machine: StatesName, label: String? = nil, name: StatesName) {
        self.home = home
        self.machine = machine
        self.label = label
        self.name = name
    }

    /// Reads an ARN.
    ///
    /// - Throws: ``NameError/invalidARN(_:)``.
    package init(_ text: String) throws(NameError) {
        let fields = try ARNFields(text, types: ["execution"])
        guard fields.parts.count == 2 else { throw fields.invalid }
        let (machine, label) = try fields.labelledName(0)
        self.init(home: fields.home, machine: machine, label: label, name: try fields.name(1))
    }
}

extension ExecutionARN: CustomStringConvertible {
    package var description: String {
        home.arn("execution:\(label.map { "\(machine)/\($0)" } ?? machine.text):\(name)")
    }
}
