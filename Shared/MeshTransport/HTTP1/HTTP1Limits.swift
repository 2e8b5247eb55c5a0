/// The limits that HTTP/1.1 needs beside those of every server, each with the reason for its value.
package struct HTTP1Limits: Sendable {
    /// Bytes of a request line; past it 414. RFC 9112, section 3, advises at least 8000.
    package var requestLine = 8 * 1024

    /// Fields of one head or trailer section; past it 431. Browsers send some 20; each costs 12 bytes beyond its own.
    package var fieldCount = 128

    /// Bytes that a peer may send ahead (pipelined requests, early body) while a request is being answered: one read's worth.
    package var pipelineBuffer = 64 * 1024

    /// Bytes of chunk extensions in one message. Nobody uses them; they are a way to make us read for nothing.
    package var chunkExtensions = 4 * 1024

    /// Bytes of an unwanted body that are read and dropped to keep the connection; beyond, closing it is cheaper.
    package var discardedBody = 64 * 1024

    /// How long, and how many bytes, a closing connection goes on reading, so that the last answer is not destroyed by a
    /// reset (RFC 9112, section 9.6).
    package var lingerTime = Duration.seconds(2)
    package var lingerBytes = 1024 * 1024

    /// How long an answer may still take after the peer has shut down its sending side. Such a peer has nearly always gone;
    /// the few that only half-close (`nc -N`) get their answer within this time.
    package var halfCloseGrace = Duration.seconds(1)

    /// How long an idle connection may send one more request once the server drains, so that a request on its way meets an
    /// answer, not a closed connection.
    package var drainGrace = Duration.seconds(2)

    package init() {}
}
