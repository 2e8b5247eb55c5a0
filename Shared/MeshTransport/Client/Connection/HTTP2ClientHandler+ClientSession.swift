extension HTTP2ClientHandler: ClientSession {
    package var availableExchanges: Int { availableStreams }

    package var openExchanges: Int { openStreams }

    package func ping() {
        // The answer shows in the bytes that came.
        ping { _ in }
    }
}
