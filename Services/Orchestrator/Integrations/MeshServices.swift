import MeshTransport

/// The services of the mesh that workflows may call by name.
protocol MeshServices: Sendable {
    /// Nil for one that they may not call.
    func client(of service: String) -> ServiceClient?
}
