/// The ARN of an activity: `arn:aws:states:REGION:ACCOUNT:activity:NAME`.
package struct ActivityARN: Hashable, Sendable {
    package let home: ARNHome
    package let name: StatesName

    package init(home: ARNHome, name: StatesName) {
        self.home = home
        self.name = name
    }

    /// Reads an ARN.
    ///
    /// - Throws: ``NameError/invalidARN(_:)``.
    package init(_ text: String) throws(NameError) {
        let fields = try ARNFields(text, types: ["activity"])
        guard fields.parts.count == 1 else { throw fields.invalid }
        self.init(home: fields.home, name: try fields.name(0))
    }
}

extension ActivityARN: CustomStringConvertible {
    package var description: String { home.arn("activity:\(name)") }
}
