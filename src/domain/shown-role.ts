// What a participant is called where personal data is hidden. A role is free text, so it may hold a name or a number.

/** Words that roles are made of. */
const known = new Set(
  [
    'agent agents rep representative advisor adviser assistant operator employee staff support service sales billing',
    'technical technician specialist supervisor manager lead coach trainer expert consultant executive analyst engineer',
    'officer clerk cashier receptionist dispatcher moderator host desk team office help success care front back account',
    'accounts claims claim relations call center centre contact human virtual voice bot ivr ai system automated machine',
    'customer customers caller callee client clients consumer user end guest visitor member subscriber prospect lead',
    'patient doctor nurse clinician therapist pharmacist provider caregiver parent guardian student teacher tutor',
    'buyer seller vendor merchant shopper tenant landlord resident citizen driver rider passenger courier traveler',
    'lender borrower debtor collector banker broker teller investor donor beneficiary policyholder claimant insured',
    'adjuster investigator lawyer attorney applicant candidate recruiter interviewer interviewee witness owner holder',
    'speaker party person participant unknown other first second left right primary secondary internal external',
    'inbound outbound the and of',
  ].flatMap((line) => line.split(' ')),
)

/** The role as it is where it is empty, or made of usual words and one number of a digit or two at most ("human_agent",
 * "Agent 2"); else what the channel's party usually is. */
export function shownRole(role: string, channel: number): string {
  const words = role.toLowerCase().match(/[\p{L}\p{M}]+|\p{N}+/gu) ?? []
  const numbers = words.filter((word) => /^\d{1,2}$/.test(word))
  const isUsual = words.every((word) => known.has(word) || numbers.includes(word)) && numbers.length <= 1
  if (role.trim() === '' || (isUsual && words.length > numbers.length)) return role
  return channel === 1 ? 'Agent' : 'Customer'
}
