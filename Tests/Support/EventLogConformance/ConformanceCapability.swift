/// What not every engine behind the log can do.
package enum ConformanceCapability: Sendable, CaseIterable {
    /// A batch is read back as the bytes that were appended, but for its offset and epoch.
    case identicalBatches
    /// Producers' epochs and sequences are compared.
    case producerSequences
    /// An event that comes again within the window is left out.
    case duplicateWindow
    /// Offsets below the oldest record and above the next one are refused.
    case strictOffsets
}
