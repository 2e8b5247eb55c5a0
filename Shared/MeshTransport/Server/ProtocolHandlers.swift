import Logging
import NIOCore

/// Makes the handler of each protocol for the connections of one event loop.
final class ProtocolHandlers {
    let configuration: HTTPServerConfiguration
    let acceptor: ExchangeAcceptor
    let register: ConnectionRegister
    let logger: Logger

    init(
        configuration: HTTPServerConfiguration, acceptor: @escaping ExchangeAcceptor, register: ConnectionRegister,
        logger: Logger
    ) {
        self.configuration = configuration
        self.acceptor = acceptor
        self.register = register
        self.logger = logger
    }

    /// Sets up a new connection: TLS if it is asked for, and the detector.
    func start(_ channel: any Channel, tls: ServerTLS?) throws {
        let detector = ProtocolDetector(handlers: self, isTLS: tls != nil)
        try tls?.add(to: channel)
        try channel.pipeline.syncOperations.addHandler(detector)
        register.insert(detector, of: channel)
    }

    /// Puts the handler of the detected protocol behind the detector.
    func add(_ description: ConnectionDescription, to channel: any Channel, instead detector: ProtocolDetector) throws {
        let operations = channel.pipeline.syncOperations
        switch description.version {
        case .http1:
            let handler = HTTP1ServerHandler(configuration: configuration, description: description, acceptor: acceptor)
            try operations.addHandler(handler, position: .after(detector))
            register.insert(handler, of: channel)
        case .http2:
            // HTTP/2 has no half-closed connections: the peer's end is the end of all its streams.
            try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
            let handler = HTTP2ServerHandler(
                configuration: configuration, description: description, logger: logger, acceptor: acceptor)
            try operations.addHandler(handler, position: .after(detector))
            register.insert(handler, of: channel)
        }
        register.remove(detector)
    }
}
