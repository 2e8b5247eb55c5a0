import NIOCore
import NIOPosix

extension Listener: CustomStringConvertible {
    /// Where it listens, for messages.
    package var description: String {
        switch source {
        case .bind(let host, let port): "\(host):\(port)"
        case .inherited(let descriptor): "descriptor \(descriptor)"
        case .unixDomainSocket(let path): path
        }
    }

    /// Whether its connections are TCP's; of an inherited socket that is not known, and no option is set.
    var isTCP: Bool {
        if case .bind = source { true } else { false }
    }
}

extension ServerBootstrap {
    /// Listens as the listener says.
    func listen(on listener: Listener) async throws -> any Channel {
        switch listener.source {
        case .bind(let host, let port): try await bind(host: host, port: port).get()
        case .inherited(let descriptor): try await withBoundSocket(descriptor).get()
        case .unixDomainSocket(let path):
            try await bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
        }
    }
}
