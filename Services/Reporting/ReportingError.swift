import MeshCore

/// Everything that can go wrong in reporting, apart from what the store says.
enum ReportingError: Error, Equatable {
    /// There is no such site, or none that the caller may read.
    case siteNotFound
    /// There is no such saved report or snapshot, or none of a site that the caller may read.
    case reportNotFound
    /// A report of this id is saved for another site.
    case reportOfAnotherSite
    /// The saved report has no such schedule.
    case scheduleNotFound
    /// The saved report has as many schedules as one may.
    case tooManySchedules
    /// What was asked has no meaning; field by field.
    case invalid([FieldError])
    /// The answer would have more rows or combinations than are told.
    case tooManyGroups
    /// The question would look at more events than one may.
    case tooManyEvents(limit: Int)
    /// As many questions wait as may.
    case tooManyQuestions(limit: Int)
    /// The site's reports are being made anew already.
    case alreadyReprocessing
    /// The site's reports were never made anew, and nothing was counted yet.
    case neverReprocessed
    /// The site has no rules of this version.
    case unknownVersion(Int64)
    /// A partition of the log ends before the place up to which it was read.
    case logIsShorter(partition: Int)
}
