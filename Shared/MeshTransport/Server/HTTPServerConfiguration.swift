/// The limits of a server, each with the reason for its value. Nothing that a peer can make grow is without one.
package struct HTTPServerConfiguration: Sendable {
    /// Header list of a request or its trailers, as RFC 9113 section 6.5.2 counts it (32 octets a field beyond its own).
    /// 32 KiB carries long cookies and tokens; browsers and proxies refuse more than 8 to 64 KiB. Past it: 431.
    package var headerListLimit = 32 * 1024

    /// Body of a request, in bytes; past it 413. Services lower it for their routes; uploads raise it. Nil: no limit
    /// (a gateway leaves it to the service).
    package var bodyLimit: Int? = 64 * 1024 * 1024

    /// Open requests on one HTTP/2 connection (SETTINGS_MAX_CONCURRENT_STREAMS). RFC 9113 advises at least 100;
    /// twice that keeps a busy gateway on one connection, and bounds what one peer can hold.
    package var maxConcurrentStreams = 256

    /// Open connections of the server; past it none is accepted until one closes. Each costs some 20 KiB and a descriptor, and 10 000 stay
    /// below the usual limit of descriptors once the supervisor has raised it.
    package var maxConnections = 10_000

    /// How long a connection may carry no request. Above the 60 s that clients' pools use, so that the client closes first
    /// and no request meets a closing connection.
    package var idleTimeout = Duration.seconds(75)

    /// How long a request's head (with its CONTINUATION frames) or a connection's preface may take: slow-headers attacks
    /// send a byte now and then. A head of 32 KiB needs 25 kbit/s to arrive in time.
    package var headerTimeout = Duration.seconds(10)

    /// How long a request's body may make no progress while there is room for it.
    package var bodyIdleTimeout = Duration.seconds(30)

    /// Bytes a second that a body must average once it has lasted ``bodyIdleTimeout``; slower is a slow-body attack. 240 B/s is the
    /// default of Kestrel and below any modem.
    package var minimumBodyRate = 240

    /// How long a peer may read nothing while output for it waits.
    package var writeStallTimeout = Duration.seconds(30)

    /// The window of a stream: what the peer may send before the handler reads. 1 MiB fills 80 Mbit/s at 100 ms.
    package var streamWindow = 1024 * 1024

    /// The window of a connection: bounds what all its requests hold unread.
    package var connectionWindow = 16 * 1024 * 1024

    /// Streams that the peer may reset (or make us reset by malformed frames): rapid reset, CVE-2023-44487, and its sibling
    /// CVE-2025-8671. A finished stream gives one back, so honest clients that cancel at times never meet the limit.
    package var resets: FrameBudget.Limit? = .init(burst: 200, perSecond: 50)

    /// PING, SETTINGS and PRIORITY frames: floods of frames that cost us and carry nothing (CVE-2019-9512, -9515).
    package var controlFrames: FrameBudget.Limit? = .init(burst: 200, perSecond: 20)

    /// DATA frames that carry nothing and end nothing (CVE-2019-9518).
    package var emptyFrames: FrameBudget.Limit? = .init(burst: 100, perSecond: 10)

    /// Answers to PING and SETTINGS that wait because the peer does not read.
    package var maxOutboundAcknowledgements = 64

    /// Settings in one SETTINGS frame; six are defined by RFC 9113, a few more by extensions.
    package var maxSettings = 16

    /// CONTINUATION frames of one head (CVE-2024-27316). Three frames of 16 KiB hold any head that is allowed.
    package var maxContinuations = 4

    /// How long a finished drain waits for the peer to learn of the shutdown before the last GOAWAY (RFC 9113, section 6.8: one round trip).
    package var drainNotice = Duration.seconds(1)

    /// What HTTP/1.1 alone needs.
    package var http1 = HTTP1Limits()

    package init() {}

    /// The limits between processes of one mesh, which have proven who they are: a gateway passes on the resets of many
    /// clients over one connection, and its own edge has already judged them.
    package static var mesh: Self {
        var configuration = Self()
        configuration.resets = nil
        configuration.controlFrames = .init(burst: 2_000, perSecond: 200)
        configuration.maxConcurrentStreams = 1_024
        return configuration
    }
}
