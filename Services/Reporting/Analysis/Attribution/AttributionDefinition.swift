package import MeshCore

/// What brought visitors to a goal.
package struct AttributionDefinition: Hashable, Sendable {
    /// What a conversion is.
    package let conversion: ReportFilter
    /// What gets the credit; a dimension of visits.
    package let dimension: Dimension
    package let model: AttributionModel
    /// How long before a conversion a visit can have begun that has part in it.
    package let lookback: Duration
    /// When conversions have to happen.
    package let range: Range<Timestamp>

    /// What is looked at.
    package var columns: JourneyColumns {
        JourneyColumns(
            visits: true, events: true, revenue: true, dimensions: conversion.dimensions.union([dimension]))
    }

    /// Takes a definition; nil when the dimension is none of visits.
    package init?(
        conversion: ReportFilter, dimension: Dimension = .source, model: AttributionModel,
        lookback: Duration = .seconds(30 * 86_400), range: Range<Timestamp>
    ) {
        guard dimension.scope == .visit else { return nil }
        self.conversion = conversion
        self.dimension = dimension
        self.model = model
        self.lookback = lookback
        self.range = range
    }
}
