extension ExchangeFailure {
    /// Whether the connection ended, and with it all that it carried.
    var endsConnection: Bool {
        switch reason {
        case .connectionLost, .unresponsive: true
        case .connectFailed, .resetByPeer, .protocolViolation, .limitExceeded, .deadlineExceeded, .noEndpoint,
            .shuttingDown:
            false
        }
    }
}
