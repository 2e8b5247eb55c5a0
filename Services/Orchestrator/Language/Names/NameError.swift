/// A text that Step Functions does not take as a name.
package struct NameError: Error, Hashable, Sendable {
    package let name: String
}

extension NameError: CustomStringConvertible {
    package var description: String { "InvalidName: Invalid Name: '\(name)'" }
}
