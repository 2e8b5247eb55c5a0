/// The host and port of the gateway, taken from what the supervisor says of itself.
struct GatewayAddress: Sendable, Equatable {
    let host: String
    let port: Int

    /// As requests name it (`127.0.0.1:8080`).
    var authority: String { "\(host):\(port)" }

    /// - Parameter text: An address such as `http://127.0.0.1:8080`.
    /// - Throws: ``CommandFailure`` when it is none.
    init(_ text: String) throws {
        let authority = text.split(separator: "/").last.map(String.init) ?? ""
        guard let colon = authority.lastIndex(of: ":"), let port = Int(authority[authority.index(after: colon)...])
        else { throw CommandFailure.failed("the mesh has no public address") }
        host = String(authority[..<colon])
        self.port = port
    }
}
