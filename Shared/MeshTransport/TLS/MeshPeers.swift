/// The services that may be at the other end of a connection of the mesh.
package enum MeshPeers: Sendable, Equatable {
    /// Any service of the mesh.
    case anyService
    /// These services alone.
    case services(Set<String>)

    /// Whether a verified SPIFFE id is one of them.
    package func accept(_ identity: String) -> Bool {
        guard let service = SPIFFEIdentity.serviceName(of: identity) else { return false }
        return switch self {
        case .anyService: true
        case .services(let allowed): allowed.contains(service)
        }
    }
}
