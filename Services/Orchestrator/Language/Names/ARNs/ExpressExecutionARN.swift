/// The ARN of an execution of an express state machine, whose name may come again: a run tells them apart.
///
/// `arn:aws:states:REGION:ACCOUNT:express:MACHINE[/LABEL]:NAME:RUN`
package struct ExpressExecutionARN: Hashable, Sendable {
    package let home: ARNHome
    package let machine: StatesName
    /// The map on whose item the execution works; nil of an execution that was started by itself.
    package let label: String?
    package let name: StatesName
    /// What tells executions of one name apart.
    package let run: String

    package init(home: ARNHome, machine: StatesName, label: String? = nil, name: StatesName, run: String) {
        self.home = home
        self.machine = machine
        self.label = label
        self.name = name
        self.run = run
    }

    /// Reads an ARN.
    ///
    /// - Throws: ``NameError/invalidARN(_:)``.
    package init(_ text: String) throws(NameError) {
        let fields = try ARNFields(text, types: ["express"])
        guard fields.parts.count == 3, !fields.parts[2].isEmpty else { throw fields.invalid }
        let (machine, label) = try fields.labelledName(0)
        self.init(home: fields.home, machine: machine, label: label, name: try fields.name(1), run: fields.parts[2])
    }
}

extension ExpressExecutionARN: CustomStringConvertible {
    package var description: String {
        home.arn("express:\(label.map { "\(machine)/\($0)" } ?? machine.text):\(name):\(run)")
    }
}
