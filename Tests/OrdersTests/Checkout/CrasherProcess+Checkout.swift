import MeshTestKit

extension CrasherProcess {
    /// Orders, which may kill itself at a boundary of a checkout.
    ///
    /// - Parameters:
    ///   - catalog: The catalog's port.
    ///   - orchestrator: The orchestrator's port; nil to do without. With it, orders is reached as a service of the mesh is.
    static func orders(
        directory: String, catalog: Int, orchestrator: Int? = nil, crashAt boundary: Int?, settings: [String] = []
    ) throws -> CrasherProcess {
        let endpoints = ["catalog=127.0.0.1:\(catalog)"] + (orchestrator.map { ["orchestrator=127.0.0.1:\($0)"] } ?? [])
        return try CrasherProcess(
            "CheckoutCrasher", directory: directory, socket: orchestrator.map { _ in "\(directory)/orders.sock" },
            crashAt: boundary, settings: ["--endpoints", endpoints.joined(separator: ",")] + settings)
    }
}
