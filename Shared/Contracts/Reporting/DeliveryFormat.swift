/// A kind of file that a scheduled report is delivered as.
package enum DeliveryFormat: String, Codable, Sendable, CaseIterable {
    case csv, html, pdf, xlsx, parquet
}
