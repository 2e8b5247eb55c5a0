/// What a ``ServiceClient`` or an ``HTTPClient`` does when a call says nothing else.
package struct ClientConfiguration: Sendable {
    /// How long a request may take in all when the caller gives no deadline; nil for as long as it takes. 10 s: no caller inside the mesh waits longer for an answer.
    package var timeout: Duration? = .seconds(10)
    package var retry = RetryPolicy.standard
    package var upstream = UpstreamConfiguration()
    package var http2 = HTTP2Configuration()
    /// How connections are secured; nil for plain text.
    package var security: ChannelSecurity?

    package init() {}
}
