/// Who may call an operation.
package enum Access: Sendable, Equatable {
    /// Anyone, with or without a token.
    case `public`
    /// Anyone; who sends a token or an API key must prove by it to be somebody. For what guests may do as well.
    case userOrGuest
    /// Anyone who proves to be somebody, by an access token or an API key.
    case user
    /// Users who hold this role.
    case role(String)
    /// Users whose token or key carries this scope; a token of a signed-in person carries every scope of their roles.
    case scope(String)
    /// Only these services of the mesh, proven by their certificate (mutual TLS), or by the file permissions of a UNIX
    /// socket.
    case mesh([String])
    /// These services of the mesh, proven by their certificate alone, and users who hold this role: what a service does by
    /// itself, and an operator by hand. A UNIX socket proves no service here, because such an operation is public, and a
    /// proxy might bring an outsider's request through one.
    case meshOrRole([String], String)

    /// Only these services of the mesh.
    package static func mesh(_ services: String...) -> Access { .mesh(services) }

    /// These services of the mesh, and users who hold this role.
    package static func mesh(_ services: String..., orRole role: String) -> Access { .meshOrRole(services, role) }

    /// Whether only the mesh's own processes may call it: such an operation is left out of the public OpenAPI document.
    var isInternal: Bool {
        switch self {
        case .mesh: true
        case .public, .userOrGuest, .user, .role, .scope, .meshOrRole: false
        }
    }
}
