/// Bounds of what the collector takes.
package struct CollectLimits: Hashable, Sendable {
    /// How long a body may be once it is decompressed: 8 MiB, above every tracker's own bound of a batch but PostHog's
    /// migrations, which send as many smaller ones.
    package var bodyByteCount = 8 << 20
    /// How many events a request may hold: 2,000, twice the largest default of a tracker.
    package var eventCount = 2000
    /// How long one event may be: 64 KiB, twice what Segment's clients let pass.
    package var eventByteCount = 64 << 10
    /// How many properties an event may have: 300, ten times what most of the protocols allow.
    package var propertyCount = 300

    package init() {}
}
