/// What became of an event that was put into its visit.
package enum SessionAnswer: Hashable, Sendable {
    case counted
    /// The same event was there already.
    case duplicate
    /// It lies before the watermark: its visit may be closed.
    case tooLate
}
