/// The SPIFFE ids of the mesh's services.
package enum MeshIdentity {
    private static let prefix = "spiffe://orrery/service/"

    /// The service that an id names; nil when it is no service of this mesh.
    package static func service(of identity: String) -> String? {
        guard identity.hasPrefix(prefix) else { return nil }
        let name = identity.dropFirst(prefix.count)
        return name.isEmpty || name.contains("/") ? nil : String(name)
    }
}
