package import NIOCore

/// What a session tells the channel handler that holds it. All calls come on the event loop; those about frames come while
/// nghttp2 reads, so they may submit, but not close: closing waits for ``sessionIsDone(_:)``.
package protocol HTTP2SessionOwner: AnyObject {
    /// Whether the channel takes more output now.
    var isChannelWritable: Bool { get }

    /// Puts bytes on the channel, unflushed.
    func session(_ session: HTTP2Session, write bytes: ByteBuffer)

    /// Flushes the channel.
    func sessionFlush(_ session: HTTP2Session)

    /// A peer's request came; returns who is told of the rest. Servers only.
    func session(
        _ session: HTTP2Session, accept stream: HTTP2Stream, head: HeaderBlock, end: ExchangeEnd
    ) -> (any ExchangeDelegate)?

    /// A head passed the limit of the header list; the stream is not answered yet. Servers only.
    func session(_ session: HTTP2Session, headTooLarge stream: HTTP2Stream)

    /// A body passed ``HTTP2Stream/bodyLimit``. Servers only.
    func session(_ session: HTTP2Session, bodyTooLarge stream: HTTP2Stream)

    /// A frame came that carries nothing.
    func session(_ session: HTTP2Session, received frame: HTTP2Session.IdleFrame)

    /// A stream is gone, for whatever reason.
    func session(_ session: HTTP2Session, closed stream: HTTP2Stream, inOrder: Bool)

    /// The peer's first SETTINGS frame came.
    func sessionBecameReady(_ session: HTTP2Session)

    /// The peer will take no more streams, or none above this id.
    func session(_ session: HTTP2Session, receivedGoAway lastStreamID: Int32, code: UInt32)

    /// The answer to ``HTTP2Session/ping(_:)`` came.
    func session(_ session: HTTP2Session, receivedPong payload: UInt64)

    /// Nothing is left to read or write: the connection may be closed.
    func sessionIsDone(_ session: HTTP2Session)
}
