/// The ARN of the run of a distributed map.
///
/// `arn:aws:states:REGION:ACCOUNT:mapRun:MACHINE/LABEL:RUN`
package struct MapRunARN: Hashable, Sendable {
    package let home: ARNHome
    package let machine: StatesName
    package let label: String
    package let run: String

    package init(home: ARNHome, machine: StatesName, label: String, run: String) {
        self.home = home
        self.machine = machine
        self.label = label
        self.run = run
    }

    /// Reads an ARN.
    ///
    /// - Throws: ``NameError/invalidARN(_:)``.
    package init(_ text: String) throws(NameError) {
        let fields = try ARNFields(text, types: ["mapRun"])
        guard fields.parts.count == 2, !fields.parts[1].isEmpty else { throw fields.invalid }
        guard case (let machine, let label?) = try fields.labelledName(0) else { throw fields.invalid }
        self.init(home: fields.home, machine: machine, label: label, run: fields.parts[1])
    }
}

extension MapRunARN: CustomStringConvertible {
    package var description: String { home.arn("mapRun:\(machine)/\(label):\(run)") }
}
