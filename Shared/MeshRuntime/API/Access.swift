/// Who may call an operation.
package enum Access: Sendable, Equatable {
    /// Anyone, with or without a token.
    case `public`
    /// Anyone who proves to be somebody, by an access token or an API key.
    case user
    /// Users who hold this role.
    case role(String)
    /// Users whose token or key carries this scope; a token of a signed-in person carries every scope of their roles.
    case scope(String)
    /// Only these services of the mesh, proven by their certificate (mutual TLS), or by the file permissions of a UNIX
    /// socket.
    case mesh([String])

    /// Only these services of the mesh.
    package static func mesh(_ services: String...) -> Access { .mesh(services) }

    /// Whether an `Authorization` header is asked for.
    var needsPrincipal: Bool {
        switch self {
        case .public, .mesh: false
        case .user, .role, .scope: true
        }
    }

    /// Whether only the mesh's own processes may call it: such an operation is left out of the public OpenAPI document.
    var isInternal: Bool {
        switch self {
        case .mesh: true
        case .public, .user, .role, .scope: false
        }
    }
}
