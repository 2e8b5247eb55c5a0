/// A name and password for AUTH.
package struct SMTPCredentials: Hashable, Sendable {
    package let name: String
    let password: String

    package init(name: String, password: String) {
        self.name = name
        self.password = password
    }
}

extension SMTPCredentials: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "\(name):\u{2026}" }
    package var debugDescription: String { description }
}
