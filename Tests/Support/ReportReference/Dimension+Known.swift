package import ReportAnalysis

extension Dimension {
    /// What browsers run on.
    package static let device = known("visit:device")
    /// A property of the site's own.
    package static let plan = known("event:props:plan")

    /// A dimension by its name.
    package static func known(_ name: String) -> Dimension {
        guard let dimension = Dimension(name) else { preconditionFailure("\(name) is no dimension") }
        return dimension
    }
}
