/// What an outcome changed for an endpoint.
package enum OutlierVerdict: Equatable, Sendable {
    case unchanged
    /// It takes no requests; from then on one probe.
    case ejected(until: MonotonicInstant)
    /// Its probe did well: it takes requests again.
    case restored
}
