// Countries (ISO 3166, i18n-iso-countries). Made by scripts/gazetteers.ts: sorted, one line for each first letter.

/** Countries (ISO 3166, i18n-iso-countries). */
export const countries = `
afghanistan aland_islands albania algeria america american_samoa andorra angola anguilla antarctica antigua_and_barbuda argentina armenia aruba australia austria azerbaijan
bahamas bahrain bangladesh barbados belarus belgium belize benin bermuda bhutan bolivia bosnia bosnia_and_herzegovina botswana bouvet_island brazil british_indian_ocean_territory brunei brunei_darussalam bulgaria burkina_faso burma burundi
cambodia cameroon canada cape_verde cayman_islands central_african_republic chad chile china christmas_island colombia comoros congo cook_islands costa_rica cote_d'ivoire croatia cuba curacao cyprus czech_republic czechia
democratic_republic_of_the_congo denmark djibouti dominica dominican_republic
east_timor ecuador egypt el_salvador emirates england equatorial_guinea eritrea estonia eswatini ethiopia
faroe_islands fiji finland france french_guiana french_polynesia french_southern_territories
gabon gambia germany ghana gibraltar great_britain greece greenland grenada guadeloupe guam guatemala guernsey guinea guinea_bissau guyana
haiti heard_island_and_mcdonald_islands holland honduras hong_kong hungary
iceland india indonesia iran iraq ireland islamic_republic_of_iran isle_of_man israel italy ivory_coast
jamaica japan jersey jordan
kazakhstan kenya kiribati kosovo kuwait kyrgyzstan
lao_people's_democratic_republic laos latvia lebanon lesotho liberia libya liechtenstein lithuania luxembourg
macao macau macedonia madagascar malawi malaysia maldives mali malta marshall_islands martinique mauritania mauritius mayotte mexico micronesia moldova monaco mongolia montenegro montserrat morocco mozambique myanmar
namibia nauru nepal netherlands new_caledonia new_zealand nicaragua niger nigeria niue norfolk_island north_korea north_macedonia northern_ireland northern_mariana_islands norway
oman
pakistan palau palestine panama papua_new_guinea paraguay people's_republic_of_china peru philippines pitcairn pitcairn_islands poland portugal puerto_rico
qatar
republic_of_korea republic_of_north_macedonia republic_of_the_congo republic_of_the_gambia reunion romania russia russian_federation rwanda
saint_barthelemy saint_helena saint_kitts saint_kitts_and_nevis saint_lucia saint_pierre_and_miquelon saint_vincent_and_the_grenadines samoa san_marino sao_tome_and_principe saudi_arabia scotland senegal serbia seychelles sierra_leone singapore slovakia slovenia solomon_islands somalia south_africa south_georgia_and_the_south_sandwich_islands south_korea south_sudan spain sri_lanka state_of_palestine sudan suriname svalbard_and_jan_mayen swaziland sweden switzerland syria syrian_arab_republic
taiwan tajikistan tanzania thailand tibet timor_leste togo tokelau tonga trinidad trinidad_and_tobago tunisia turkey turkiye turkmenistan turks_and_caicos_islands tuvalu
uae uganda ukraine united_arab_emirates united_kingdom united_republic_of_tanzania united_states united_states_minor_outlying_islands united_states_of_america uruguay usa uzbekistan
vanuatu vatican venezuela vietnam
wales wallis_and_futuna western_sahara
yemen
zambia zimbabwe
`
