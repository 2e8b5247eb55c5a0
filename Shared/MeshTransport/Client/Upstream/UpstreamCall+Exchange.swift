package import NIOCore

// What its owner does with a call.
extension UpstreamCall: Exchange {
    /// The connection of the try that goes on; before there is one, only the protocol is known.
    package var connection: ConnectionDescription {
        exchange?.connection ?? ConnectionDescription(version: .http2)
    }

    /// Before the request is sent, as much as can be replayed is taken.
    package var isWritable: Bool {
        switch phase {
        case .starting, .waiting, .pausing: replay.byteCount < upstream.configuration.replayLimit
        case .open, .answering: exchange?.isWritable ?? false
        case .over: false
        }
    }

    /// A request's only head is given to ``Upstream/send(head:end:policy:deadline:delegate:)``.
    package func send(head: HeaderBlock, end: ExchangeEnd) {
        preconditionFailure("the head of a call is sent when the call is made")
    }

    package func send(body: ByteBuffer, end: ExchangeEnd) {
        switch phase {
        case .starting, .waiting, .pausing: replay.append(body, end: end)
        case .open, .answering:
            replay.append(body, end: end)
            giveUpReplayPastLimit()
            exchange?.send(body: body, end: end)
        case .over: break
        }
    }

    package func send(trailers: HeaderBlock) {
        switch phase {
        case .starting, .waiting, .pausing: replay.append(trailers: trailers)
        case .open, .answering:
            replay.append(trailers: trailers)
            exchange?.send(trailers: trailers)
        case .over: break
        }
    }

    package func consumed(_ byteCount: Int) {
        exchange?.consumed(byteCount)
    }

    package func reset(_ reason: ExchangeReset) {
        switch phase {
        case .over: return
        case .waiting: upstream.leaveQueue()
        case .starting, .pausing: break
        case .open, .answering:
            exchange?.reset(reason)
            if let choice { upstream.finished(choice, .cancelled, startedAt: tryStartedAt, at: upstream.timers.now) }
        }
        _ = end()
    }
}
