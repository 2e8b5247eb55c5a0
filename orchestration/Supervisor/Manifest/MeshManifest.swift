/// The mesh as its file declares it (`mesh.yaml`): what should run, under which limits, and who may call whom.
package struct MeshManifest: Sendable, Equatable {
    package var publicListener: PublicListener
    /// In the order of the file, which is the order in which status lists them.
    package var services: [ServiceManifest]

    package init(publicListener: PublicListener, services: [ServiceManifest]) {
        self.publicListener = publicListener
        self.services = services
    }

    package func service(named name: String) -> ServiceManifest? {
        services.first { $0.name == name }
    }

    /// The services whose certificates an instance of `name` accepts: those that declare to call it, and the supervisor.
    package func callers(of name: String) -> [String] {
        [Self.supervisorName] + services.filter { $0.calls.contains(name) }.map(\.name)
    }

    /// The name under which the supervisor itself takes part in the mesh (`spiffe://orrery/service/orrery`).
    package static let supervisorName = "orrery"
}

/// The address at which the mesh is reached from outside.
package struct PublicListener: Sendable, Equatable {
    /// The service whose instances accept there.
    package var service: String
    package var host: String
    /// 0 lets the system choose, which tests use.
    package var port: Int

    package init(service: String, host: String, port: Int) {
        self.service = service
        self.host = host
        self.port = port
    }
}
