import NIOCore

/// The body of a request as far as it was sent, kept so that it can be sent again; up to a limit, past which it is given up.
struct ReplayBuffer {
    private(set) var parts: [ByteBuffer] = []
    private(set) var byteCount = 0
    private(set) var trailers: HeaderBlock?
    /// Whether the whole request is here, its end included.
    private(set) var isComplete: Bool
    /// Whether more came than is kept: the request cannot be sent again.
    private(set) var isGivenUp = false

    init(end: ExchangeEnd) {
        switch end {
        case .more: isComplete = false
        case .last: isComplete = true
        }
    }

    /// Whether the head is all there is.
    var isHeadOnly: Bool { isComplete && parts.isEmpty && trailers == nil }

    mutating func append(_ part: ByteBuffer, end: ExchangeEnd) {
        if case .last = end { isComplete = true }
        guard !isGivenUp, part.readableBytes > 0 else { return }
        byteCount += part.readableBytes
        parts.append(part.kept)
    }

    mutating func append(trailers: HeaderBlock) {
        isComplete = true
        guard !isGivenUp else { return }
        self.trailers = trailers
    }

    /// Lets go of what is kept, for good.
    mutating func giveUp() {
        isGivenUp = true
        parts = []
        trailers = nil
    }
}
