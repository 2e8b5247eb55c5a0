import NIOCore
import NIOSSL

/// What a connection is secured with, made once for all connections to a server.
struct SMTPSecurityContext: Sendable {
    private let context: NIOSSLContext
    private let name: String?

    /// - Throws: ``SMTPFailure/insecure(_:)`` when the certificates to trust cannot be read.
    init(_ server: SMTPServer) throws(SMTPFailure) {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let file = server.trustFile { configuration.trustRoots = .file(file) }
        // Whoever takes a connection in the clear as well gains nothing by refusing a certificate (RFC 7435).
        if server.session.security == .opportunistic { configuration.certificateVerification = .none }
        do {
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            throw .insecure("The certificates to trust cannot be read: \(error)")
        }
        // The certificate is for the address then.
        let isAddress = (try? SocketAddress(ipAddress: server.host, port: 0)) != nil  // it throws for names
        name = isAddress ? nil : server.host
    }

    func handler() throws -> NIOSSLClientHandler {
        try NIOSSLClientHandler(context: context, serverHostname: name)
    }
}
