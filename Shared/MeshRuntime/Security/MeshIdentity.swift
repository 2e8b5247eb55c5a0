/// The SPIFFE ids of the mesh's services.
package enum MeshIdentity {
    private static let prefix = "spiffe://orrery/service/"

    /// The service that an id names; nil when it is no service of this mesh.
    package static func service(of identity: String) -> String? {
        guard identity.utf8.starts(with: prefix.utf8) else { return nil }
        let name = identity.utf8.dropFirst(prefix.utf8.count)
        return name.isEmpty || name.contains(UInt8(ascii: "/")) ? nil : String(name)
    }
}
