/// Visitors who came first in the same day, week or month.
package struct RetentionCohort: Hashable, Sendable {
    /// The first day of it, counted from 1970-01-01.
    package let day: Int
    package let size: Int
    /// One a period, the cohort's own first.
    package let values: [RetentionValue]
    /// How many of the periods have ended.
    package let completeCount: Int
}
