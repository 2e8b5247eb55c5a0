import HTTPTypes

extension HTTPField.Name {
    /// The name of a field that a test made up.
    static func named(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no name of a field") }
        return name
    }
}
