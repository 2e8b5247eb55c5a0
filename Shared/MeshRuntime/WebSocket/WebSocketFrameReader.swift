/// Takes apart what a client sends, piece by piece (RFC 6455, sections 5.2 to 5.5).
package struct WebSocketFrameReader: Sendable {
    private var pending: [UInt8] = []
    private let limit: Int

    /// - Parameter limit: The most bytes of a frame's payload.
    package init(limit: Int) {
        self.limit = limit
    }

    /// The frames that are whole now.
    ///
    /// - Throws: ``WebSocketCloseCode`` with which the connection is to be closed.
    package mutating func read(_ bytes: some Sequence<UInt8>) throws(WebSocketCloseCode) -> [WebSocketFrame] {
        pending.append(contentsOf: bytes)
        var frames: [WebSocketFrame] = []
        while let (frame, length) = try first() {
            frames.append(frame)
            pending.removeFirst(length)
        }
        return frames
    }

    private func first() throws(WebSocketCloseCode) -> (WebSocketFrame, length: Int)? {
        guard pending.count >= 2 else { return nil }
        let (head, second) = (pending[0], pending[1])
        // No extension was agreed on, so its bits are zero; and a client masks (section 5.1).
        guard head & 0x70 == 0, second & 0x80 != 0, let kind = WebSocketFrame.Kind(rawValue: head & 0x0F) else {
            throw .protocolError
        }
        let isLast = head & 0x80 != 0
        var count = Int(second & 0x7F)
        if kind.isControl, count > 125 || !isLast { throw .protocolError }
        var start = 2
        if count >= 126 {
            let width = count == 126 ? 2 : 8
            guard pending.count >= start + width else { return nil }
            // The first bit of eight bytes is zero (section 5.2).
            guard width == 2 || pending[start] & 0x80 == 0 else { throw .protocolError }
            count = pending[start..<start + width].reduce(0) { $0 << 8 | Int($1) }
            start += width
        }
        guard count <= limit else { throw .tooBig }
        guard pending.count >= start + 4 + count else { return nil }
        let mask = pending[start..<start + 4]
        let payload = pending[(start + 4)..<(start + 4 + count)]
        let unmasked = payload.enumerated().map { $1 ^ mask[mask.startIndex + ($0 & 3)] }
        return (WebSocketFrame(kind, unmasked), start + 4 + count)
    }
}
