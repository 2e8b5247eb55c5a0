/// What status says of an instance.
package enum InstanceState: String, Sendable, Codable, CaseIterable {
    /// It runs and has not been ready yet.
    case starting
    /// It takes requests.
    case ready
    /// It was ready, and its probes fail now.
    case unready
    /// It is stopped by SIGSTOP, by `pause` or by somebody else.
    case paused
    /// It takes no new requests and finishes those it has.
    case draining
    /// It has ended.
    case stopped
    /// It died and starts again in a moment.
    case restarting
    /// It died again and again; the next start waits.
    case crashLooping
}
