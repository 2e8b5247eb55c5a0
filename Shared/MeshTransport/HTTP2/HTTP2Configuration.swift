/// What one HTTP/2 session announces and bears.
package struct HTTP2Configuration: Sendable {
    /// Streams that the peer may have open (SETTINGS_MAX_CONCURRENT_STREAMS); a server's setting.
    package var maxConcurrentStreams = 256
    /// What the peer may send on one stream before it is consumed, in bytes.
    package var streamWindow = 1024 * 1024
    /// What the peer may send on all streams before it is consumed, in bytes.
    package var connectionWindow = 16 * 1024 * 1024
    /// The header list that is accepted (SETTINGS_MAX_HEADER_LIST_SIZE), counted as RFC 9113 section 6.5.2 does.
    package var headerListLimit = 64 * 1024
    /// What one stream may have queued before ``Exchange/isWritable`` turns false, in bytes: enough to fill four
    /// frames while the owner is woken again.
    package var streamQueueMark = 64 * 1024
    /// PING and SETTINGS acknowledgements that may wait unsent before the session is given up.
    package var maxOutboundAcknowledgements = 64
    /// Settings in one SETTINGS frame.
    package var maxSettings = 16
    /// CONTINUATION frames of one head.
    package var maxContinuations = 4

    package init() {}

    /// The part of a server's limits that its sessions keep.
    package init(_ server: HTTPServerConfiguration) {
        maxConcurrentStreams = server.maxConcurrentStreams
        streamWindow = server.streamWindow
        connectionWindow = server.connectionWindow
        headerListLimit = server.headerListLimit
        maxOutboundAcknowledgements = server.maxOutboundAcknowledgements
        maxSettings = server.maxSettings
        maxContinuations = server.maxContinuations
    }
}
